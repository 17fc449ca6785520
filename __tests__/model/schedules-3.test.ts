import { checkSchedules } from './schedules'

checkSchedules(3)
