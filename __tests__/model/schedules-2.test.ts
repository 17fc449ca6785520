import { checkSchedules } from './schedules'

checkSchedules(2)
